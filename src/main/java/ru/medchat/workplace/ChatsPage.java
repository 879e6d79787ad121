package ru.medchat.workplace;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import ru.medchat.channel.Messenger;
import ru.medchat.directory.Directory;
import ru.medchat.directory.GroupChat;
import ru.medchat.directory.GroupChats;
import ru.medchat.directory.Municipality;
import ru.medchat.directory.OneTimeCodes;
import ru.medchat.directory.OneTimeCodes.Purpose;
import ru.medchat.directory.Organisation;
import ru.medchat.directory.Staff;
import ru.medchat.wording.Moments;

/**
 * The page on which administrators hand out codes, and see which groups are bound and who speaks
 * for whom. Works without scripts.
 */
@Controller
@RequestMapping("/chats")
class ChatsPage {

  private static final Logger log = LoggerFactory.getLogger(ChatsPage.class);

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final String PAGE = "redirect:/chats";
  private static final String UNBOUND = "Этот чат уже не подключён.";

  private final OneTimeCodes codes;
  private final GroupChats groups;
  private final Staff staff;
  private final Directory directory;
  private final List<Messenger> messengers;
  private final Sandbox sandbox;
  private final Clock clock;

  ChatsPage(
      OneTimeCodes codes,
      GroupChats groups,
      Staff staff,
      Directory directory,
      List<Messenger> messengers,
      Sandbox sandbox,
      Clock clock) {
    this.codes = codes;
    this.groups = groups;
    this.staff = staff;
    this.directory = directory;
    this.messengers = messengers;
    this.sandbox = sandbox;
    this.clock = clock;
  }

  /** A way of listening to a group, as an administrator reads it. */
  record Listening(GroupChat.Listening value, String name, String meaning) {}

  private static final List<Listening> LISTENING =
      List.of(
          new Listening(
              GroupChat.Listening.EVERY,
              "все сообщения",
              "обращением становится каждое сообщение жителя. Для чатов, где пишут только о помощи."),
          new Listening(
              GroupChat.Listening.ADDRESSED,
              "обращённые к боту",
              "только сообщения, где бот назван по имени, ответы боту и сообщения с командой"
                  + " /appeal. Для чатов, где жители говорят и между собой."),
          new Listening(
              GroupChat.Listening.MARKED,
              "отмеченные представителем",
              "только сообщения, которые представитель отметил реакцией или ответом /appeal."
                  + " Без отметки никто не узнает о просьбе жителя."));

  /**
   * A bound group.
   *
   * @param gone since when the bot is not in it; null while it is
   */
  record Bound(GroupChat chat, String municipality, @Nullable String gone) {}

  /** The representatives of an organisation. */
  record Team(String organisation, List<Person> people) {}

  /** A representative, and since when they are one; null when that was not noted. */
  record Person(Staff.Representative who, @Nullable String since) {}

  /**
   * A code as it is listed.
   *
   * @param open whether it can still be used
   */
  record Listed(String what, String target, String by, String at, String state, boolean open) {}

  /** A code just made, told this once. */
  record Fresh(String command, String where, @Nullable String link, String target, String until)
      implements java.io.Serializable {
    private static final long serialVersionUID = 1;
  }

  @GetMapping
  String show(Model model) {
    model.addAttribute("cities", municipalities(Municipality.Kind.CITY));
    model.addAttribute("districts", municipalities(Municipality.Kind.DISTRICT));
    model.addAttribute(
        "organisations", directory.organisations().stream().filter(Organisation::active).toList());
    // Those that somebody has to look after come first.
    model.addAttribute(
        "chats",
        directory.groupChats().stream()
            .map(this::bound)
            .sorted(Comparator.comparing(chat -> chat.gone() == null))
            .toList());
    model.addAttribute("listening", LISTENING);
    model.addAttribute("teams", teams());
    model.addAttribute("codes", codes.made().stream().map(this::listed).toList());
    return "chats";
  }

  @PostMapping("/codes/bind")
  String codeForGroup(
      @RequestParam("municipality") String id, Principal caller, RedirectAttributes next) {
    var municipality = directory.findMunicipality(id);
    if (municipality.isEmpty()) {
      return wrong(next, "Выберите город или район.");
    }
    String code = codes.make(Purpose.BIND, id, caller.getName());
    log.info("{} made a code that binds a group to {}", caller.getName(), id);
    return fresh(
        next, "/bind " + code, "в группе, которую подключаете", null, municipality.get().name());
  }

  @PostMapping("/codes/link")
  String codeForPerson(
      @RequestParam("organisation") String id, Principal caller, RedirectAttributes next) {
    var organisation = directory.findOrganisation(id);
    if (organisation.isEmpty()) {
      return wrong(next, "Выберите организацию.");
    }
    String code = codes.make(Purpose.LINK, id, caller.getName());
    log.info("{} made a code that links a person to {}", caller.getName(), id);
    return fresh(
        next,
        "/link " + code,
        "в личном чате с ботом",
        invitation(OneTimeCodes.LINK_START + code).orElse(null),
        organisation.get().name());
  }

  @PostMapping("/listening")
  String listen(
      @RequestParam("channel") String channel,
      @RequestParam("chat") String chat,
      @RequestParam("listening") GroupChat.Listening listening,
      Principal caller,
      RedirectAttributes next) {
    if (!groups.listen(channel, chat, listening)) {
      return wrong(next, UNBOUND);
    }
    log.info("{} made group {} of {} hear {}", caller.getName(), chat, channel, listening);
    return note(next, "Сохранено.");
  }

  @PostMapping("/unbind")
  String unbind(
      @RequestParam("channel") String channel,
      @RequestParam("chat") String chat,
      Principal caller,
      RedirectAttributes next) {
    if (!groups.unbind(channel, chat)) {
      return wrong(next, UNBOUND);
    }
    log.info("{} unbound group {} of {}", caller.getName(), chat, channel);
    return note(next, "Чат отключён. Открытые обращения из него остаются в работе.");
  }

  @PostMapping("/unlink")
  String unlink(
      @RequestParam("channel") String channel,
      @RequestParam("user") String user,
      Principal caller,
      RedirectAttributes next) {
    if (!staff.unlink(channel, user)) {
      return wrong(next, "Этот человек уже не представитель.");
    }
    log.info("{} unlinked user {} of {}", caller.getName(), user, channel);
    return note(next, "Готово: этот человек больше не отвечает от имени организации.");
  }

  private String fresh(
      RedirectAttributes next, String command, String where, @Nullable String link, String target) {
    String until = Moments.inShort(clock.instant().plus(OneTimeCodes.LIFETIME), MOSCOW);
    next.addFlashAttribute("fresh", new Fresh(command, where, link, target, until));
    return PAGE;
  }

  /** The bot of the sandbox can't be found under its name in the real Telegram. */
  private Optional<String> invitation(String payload) {
    return sandbox.isOn()
        ? Optional.empty()
        : messengers.stream().flatMap(each -> each.invitation(payload).stream()).findFirst();
  }

  private static String note(RedirectAttributes next, String words) {
    next.addFlashAttribute("note", words);
    return PAGE;
  }

  private static String wrong(RedirectAttributes next, String words) {
    next.addFlashAttribute("wrong", words);
    return PAGE;
  }

  private List<Municipality> municipalities(Municipality.Kind kind) {
    return directory.municipalities().stream().filter(place -> place.kind() == kind).toList();
  }

  private Bound bound(GroupChat chat) {
    return new Bound(
        chat, directory.municipality(chat.municipalityId()).name(), moment(chat.goneAt()));
  }

  private List<Team> teams() {
    var all = staff.all();
    return directory.organisations().stream()
        .map(
            organisation ->
                new Team(
                    organisation.name(),
                    all.stream()
                        .filter(who -> who.organisationId().equals(organisation.id()))
                        .map(who -> new Person(who, moment(who.linkedAt())))
                        .toList()))
        .filter(team -> !team.people().isEmpty())
        .toList();
  }

  private Listed listed(OneTimeCodes.Made code) {
    boolean open = code.usedAt() == null && code.expiresAt().isAfter(clock.instant());
    return new Listed(
        code.purpose() == Purpose.BIND ? "чат" : "представитель",
        code.purpose() == Purpose.BIND
            ? directory.municipality(code.target()).name()
            : directory.findOrganisation(code.target()).map(Organisation::name).orElse(""),
        code.madeBy(),
        Moments.inShort(code.madeAt(), MOSCOW),
        code.usedAt() != null
            ? "использован: %s, %s".formatted(code.usedBy(), Moments.inShort(code.usedAt(), MOSCOW))
            : (open ? "действует до " : "истёк ") + Moments.inShort(code.expiresAt(), MOSCOW),
        open);
  }

  private static @Nullable String moment(@Nullable Instant at) {
    return at == null ? null : Moments.inShort(at, MOSCOW);
  }
}
