package ru.medchat.process.engine;

/** Hears of those who are no longer in a group, or no longer known at all. */
public interface Departures {

  /** In the transaction in which they leave. */
  void left(String account);
}
