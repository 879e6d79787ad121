package ru.medchat.workplace;

import java.util.List;

/** What those who work with the product should know before they begin. */
public interface Notices {

  /** What stands in the way of all just now, in plain Russian; empty when nothing does. */
  List<String> toStaff();

  /** The pages where something may wait for an administrator. */
  List<Pile> toAdministrators();

  /**
   * A page of things that wait.
   *
   * @param page its address
   * @param about what it is about, in plain Russian
   * @param waiting how many things wait there now
   */
  record Pile(String page, String name, String about, long waiting) {}
}
