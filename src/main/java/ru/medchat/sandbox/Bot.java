package ru.medchat.sandbox;

/** The one bot of the double. */
final class Bot {

  static final long ID = 61_000_001;
  static final String TOKEN = ID + ":sandbox";
  static final String NAME = "Медчат";
  static final String USERNAME = "medchat_demo_bot";

  private Bot() {}
}
