package ru.medchat.workplace;

/** Outside the sandbox nobody has said what the administrator's password is. */
class MissingAdminPasswordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MissingAdminPasswordException() {
    super("The administrator has no password: set MEDCHAT_ADMIN_PASSWORD.");
  }
}
