package ru.medchat.directory;

import org.jspecify.annotations.Nullable;

/**
 * Who answers, or sees to it that others answer.
 *
 * @param id also the id of the group of its operators
 * @param municipalityId null for what serves a whole region
 * @param mail where its letters go; null when it has no address
 * @param active false when it answers no new appeals any more
 */
public record Organisation(
    String id,
    String regionCode,
    @Nullable String municipalityId,
    Kind kind,
    String name,
    @Nullable String mail,
    boolean active) {

  /** Whether it serves the residents of a municipality: of that one alone, or of its region. */
  public boolean serves(Municipality place) {
    return regionCode.equals(place.regionCode())
        && (municipalityId == null || municipalityId.equals(place.id()));
  }

  /** Whether it is the one that answers in its municipality unless a rule says otherwise. */
  public boolean isUsualResponder() {
    return municipalityId != null && id.equals(idOfResponder(municipalityId));
  }

  /** The id of the organisation that answers in a municipality, as files give it. */
  static String idOfResponder(String municipalityId) {
    return "org-" + municipalityId;
  }

  /** From the first who must answer to the last who watches. */
  public enum Kind {
    RESPONDER,
    MINISTRY,
    CHAMBER
  }
}
