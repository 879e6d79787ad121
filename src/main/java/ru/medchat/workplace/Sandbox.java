package ru.medchat.workplace;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether the product runs as the embedded default, where demo accounts exist. */
@Component
class Sandbox {

  private final String url;

  Sandbox(@Value("${medchat.sandbox.url:}") String url) {
    this.url = url;
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
