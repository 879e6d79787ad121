package ru.medchat.workplace;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What of the product is the sandbox's, as it runs now. */
@Component
class Sandbox {

  private final String url;
  private final boolean database;

  Sandbox(
      @Value("${medchat.sandbox.url:}") String url,
      @Value("${medchat.sandbox.database:false}") boolean database) {
    this.url = url;
    this.database = database;
  }

  /**
   * Whether the accounts are those that everybody knows. A database that is not the sandbox's own
   * never gets them, whatever else the sandbox stands in for.
   */
  boolean hasDemoAccounts() {
    return database;
  }

  boolean isOn() {
    return !url.isBlank();
  }

  /** The resident's page; empty when the sandbox is off. */
  String residentPage() {
    return url;
  }

  /** Where letters can be read; empty when the sandbox is off. */
  String mailPage() {
    return isOn() ? url + "/mail" : "";
  }
}
