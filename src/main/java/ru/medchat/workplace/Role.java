package ru.medchat.workplace;

/** What somebody is in the product: by the kind of their organisation, or by a group of its own. */
enum Role {
  /** Answers residents for an organisation. */
  OPERATOR("оператор"),
  /** Takes breaches under control, for a region. */
  MINISTRY("министерство"),
  /** Looks from outside, without personal data. */
  CHAMBER("общественная палата"),
  /** Changes models and texts, sees no conversations. */
  MANAGER("методист"),
  /** Keeps the product running. */
  ADMINISTRATOR("администратор");

  /** The group of managers, in the engine's identity service. */
  static final String MANAGERS = "managers";

  /** The group of administrators, which the engine knows by this name. */
  static final String ADMINISTRATORS = "camunda-admin";

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** As people read it, in Russian. */
  String title() {
    return title;
  }
}
