package ru.medchat.process;

/** Whether people may log in at all: known to whoever keeps the accounts. */
public interface AccountUse {

  /** False once somebody has taken the account out of use. */
  boolean isInUse(String account);
}
