package ru.medchat.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks up who answers for what. */
@Component
public class Directory {

  private static final String MUNICIPALITIES =
      "select m.id, m.region_code, m.name, m.kind, m.zone from municipality m ";
  private static final String CHATS =
      "select c.channel, c.chat_id, c.title, c.municipality_id, c.listening, c.gone_at from chat c ";

  /** A group is also found by the id it had before it became a supergroup. */
  private static final String OF_CHAT =
      """
      where c.channel = :channel and c.chat_id =
        coalesce((select f.now_id from former_chat f
                   where f.channel = :channel and f.chat_id = :chat), :chat)
      """;

  private static final String ORGANISATIONS =
      "select o.id, o.region_code, o.municipality_id, o.kind, o.name, o.mail, o.active"
          + " from organisation o ";

  private final JdbcClient jdbc;
  private final DirectoryCache.Question<String, Municipality> municipality;
  private final DirectoryCache.Question<String, Organisation> organisation;
  private final DirectoryCache.Question<Municipality, Organisation> responder;
  private final DirectoryCache.Question<Role, Organisation> role;

  Directory(JdbcClient jdbc, DirectoryCache cache) {
    this.jdbc = jdbc;
    municipality = cache.question(this::readMunicipality);
    organisation = cache.question(this::readOrganisation);
    responder = cache.question(this::readResponder);
    role = cache.question(this::readRole);
  }

  /** What one organisation of a region is there for. */
  private record Role(Organisation.Kind kind, String regionCode) {}

  /** All regions, by name. */
  public List<Region> regions() {
    return jdbc.sql("select code, name from region order by name")
        .query((row, n) -> new Region(row.getString("code"), row.getString("name")))
        .list();
  }

  /** All groups in which residents write, by title. */
  public List<GroupChat> groupChats() {
    return jdbc.sql(CHATS + "order by c.title, c.channel, c.chat_id")
        .query(Directory::groupChat)
        .list();
  }

  public Optional<GroupChat> findGroupChat(String channel, String chatId) {
    return jdbc.sql(CHATS + OF_CHAT)
        .param("channel", channel)
        .param("chat", chatId)
        .query(Directory::groupChat)
        .optional();
  }

  /** All municipalities, cities first, by name. */
  public List<Municipality> municipalities() {
    return jdbc.sql(MUNICIPALITIES + "order by m.kind, m.name")
        .query(Directory::municipality)
        .list();
  }

  public Optional<Municipality> findMunicipality(String id) {
    return municipality.answer(id);
  }

  private Optional<Municipality> readMunicipality(String id) {
    return jdbc.sql(MUNICIPALITIES + "where m.id = ?")
        .param(id)
        .query(Directory::municipality)
        .optional();
  }

  /** Those of {@link #municipalities()} from which new appeals are invited. */
  public List<Municipality> openMunicipalities() {
    return jdbc.sql(MUNICIPALITIES + "where m.active order by m.kind, m.name")
        .query(Directory::municipality)
        .list();
  }

  /**
   * A municipality that has to be there.
   *
   * @throws UnknownInDirectoryException when it is not
   */
  public Municipality municipality(String id) {
    return findMunicipality(id)
        .orElseThrow(() -> new UnknownInDirectoryException("municipality", id));
  }

  /**
   * The municipality whose centre lies nearest to a point, by the great circle; of two at the same
   * place, the city.
   *
   * @param latitude in degrees
   * @param longitude in degrees
   * @param withinKm how far the centre may be at most
   */
  public Optional<Municipality> nearest(double latitude, double longitude, double withinKm) {
    return jdbc.sql(
            """
            select m.id, m.region_code, m.name, m.kind, m.zone
              from (select *, 6371 * acos(least(1,
                             sind(latitude) * sind(:latitude)
                             + cosd(latitude) * cosd(:latitude) * cosd(longitude - :longitude)))
                           as km
                      from municipality where latitude is not null and active) m
             where m.km <= :within order by m.km, m.kind limit 1
            """)
        .param("latitude", latitude)
        .param("longitude", longitude)
        .param("within", withinKm)
        .query(Directory::municipality)
        .optional();
  }

  /** The municipality a group chat belongs to. */
  public Optional<Municipality> municipalityOfChat(String channel, String chatId) {
    return jdbc.sql(MUNICIPALITIES + "join chat c on c.municipality_id = m.id " + OF_CHAT)
        .param("channel", channel)
        .param("chat", chatId)
        .query(Directory::municipality)
        .optional();
  }

  /**
   * What a region is called.
   *
   * @throws UnknownInDirectoryException when it is not there
   */
  String regionName(String code) {
    return jdbc.sql("select name from region where code = ?")
        .param(code)
        .query(String.class)
        .optional()
        .orElseThrow(() -> new UnknownInDirectoryException("region", code));
  }

  /**
   * What a group is called; empty when it is not bound.
   *
   * @param chat channel and id, as {@link CalendarScope#chat} names it
   */
  Optional<String> chatTitle(String chat) {
    return jdbc.sql("select title from chat where channel || '/' || chat_id = ?")
        .param(chat)
        .query(String.class)
        .optional();
  }

  /** All organisations, responders first, by name. */
  public List<Organisation> organisations() {
    return jdbc.sql(
            ORGANISATIONS
                + "order by array_position(array['RESPONDER', 'MINISTRY', 'CHAMBER'], o.kind), o.name")
        .query(Directory::organisation)
        .list();
  }

  public Optional<Organisation> findOrganisation(String id) {
    return organisation.answer(id);
  }

  private Optional<Organisation> readOrganisation(String id) {
    return jdbc.sql(ORGANISATIONS + "where o.id = ?")
        .param(id)
        .query(Directory::organisation)
        .optional();
  }

  /** The organisations among some groups of users: the id of an organisation names its group. */
  public List<Organisation> organisationsAmong(Collection<String> groups) {
    return groups.stream().map(this::findOrganisation).flatMap(Optional::stream).toList();
  }

  /**
   * An organisation that has to be there.
   *
   * @throws UnknownInDirectoryException when it is not
   */
  public Organisation organisation(String id) {
    return findOrganisation(id)
        .orElseThrow(() -> new UnknownInDirectoryException("organisation", id));
  }

  /**
   * How residents reach an organisation.
   *
   * @param phone null when the directory does not know it
   * @param address null when the directory does not know it
   */
  public record Contacts(@Nullable String phone, @Nullable String address) {}

  /** How residents reach an organisation that is there. */
  public Contacts contactsOf(Organisation organisation) {
    return jdbc.sql("select phone, address from organisation where id = ?")
        .param(organisation.id())
        .query((row, n) -> new Contacts(row.getString("phone"), row.getString("address")))
        .single();
  }

  /** The organisations that answer to residents of a region now, by name. */
  public List<Organisation> responders(String regionCode) {
    return jdbc.sql(
            ORGANISATIONS
                + "where o.kind = 'RESPONDER' and o.active and o.region_code = ? order by o.name")
        .param(regionCode)
        .query(Directory::organisation)
        .list();
  }

  /**
   * Who answers the residents of a municipality unless a rule says otherwise: the organisation the
   * region's file gives it, or else another one there.
   */
  public Optional<Organisation> responderOf(Municipality place) {
    return responder.answer(place);
  }

  private Optional<Organisation> readResponder(Municipality place) {
    return jdbc.sql(
            ORGANISATIONS
                + """
                where o.kind = 'RESPONDER' and o.active and o.municipality_id = :place
                order by o.id <> :usual, o.id limit 1
                """)
        .param("place", place.id())
        .param("usual", Organisation.idOfResponder(place.id()))
        .query(Directory::organisation)
        .optional();
  }

  public Organisation ministryOf(String regionCode) {
    return one(Organisation.Kind.MINISTRY, regionCode);
  }

  public Organisation chamberOf(String regionCode) {
    return one(Organisation.Kind.CHAMBER, regionCode);
  }

  /** The organisation for which a user of a messenger speaks. */
  public Optional<Organisation> organisationOfStaff(String channel, String userId) {
    return jdbc.sql(
            ORGANISATIONS
                + "join staff s on s.organisation_id = o.id where s.channel = ? and s.user_id = ?")
        .params(channel, userId)
        .query(Directory::organisation)
        .optional();
  }

  private Organisation one(Organisation.Kind kind, String regionCode) {
    return role.answer(new Role(kind, regionCode))
        .orElseThrow(() -> new UnknownInDirectoryException(kind + " of region", regionCode));
  }

  private Optional<Organisation> readRole(Role role) {
    return jdbc.sql(ORGANISATIONS + "where o.kind = ? and o.region_code = ? order by o.id limit 1")
        .params(role.kind().name(), role.regionCode())
        .query(Directory::organisation)
        .optional();
  }

  private static GroupChat groupChat(ResultSet row, int n) throws SQLException {
    var goneAt = row.getTimestamp("gone_at");
    return new GroupChat(
        row.getString("channel"),
        row.getString("chat_id"),
        row.getString("title"),
        row.getString("municipality_id"),
        GroupChat.Listening.valueOf(row.getString("listening")),
        goneAt == null ? null : goneAt.toInstant());
  }

  private static Municipality municipality(ResultSet row, int n) throws SQLException {
    return new Municipality(
        row.getString("id"),
        row.getString("region_code"),
        row.getString("name"),
        Municipality.Kind.valueOf(row.getString("kind")),
        ZoneId.of(row.getString("zone")));
  }

  private static Organisation organisation(ResultSet row, int n) throws SQLException {
    return new Organisation(
        row.getString("id"),
        row.getString("region_code"),
        row.getString("municipality_id"),
        Organisation.Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("mail"),
        row.getBoolean("active"));
  }
}
