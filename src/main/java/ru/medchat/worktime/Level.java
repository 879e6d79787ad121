package ru.medchat.worktime;

/** Who may say something about working time, from far to near; the nearer wins. */
public enum Level {
  COUNTRY,
  REGION,
  MUNICIPALITY,
  CHAT
}
