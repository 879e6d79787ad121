package ru.medchat.sandbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of the double as it runs: one for all tests of a class, each with empty chats. */
abstract class DoubleTest {

  static RunningDouble telegram;

  /** The group of Taganrog. */
  long chat;

  @BeforeAll
  static void start() {
    telegram = new RunningDouble(TestDatabase.create());
  }

  @AfterAll
  static void stop() {
    telegram.close();
  }

  @BeforeEach
  void startAfresh() {
    telegram.reset();
    chat = telegram.taganrog();
  }
}
