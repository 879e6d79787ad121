package ru.medchat.appeal;

/** Why an appeal ended; the names are the values that models use. */
public enum ClosingReason {
  /** The resident is content, or has said nothing for long enough. */
  done,
  /** The resident was asked back and has not replied. */
  noReply,
  /** It was not about medical care at all. */
  notAnAppeal,
  /** The resident took it back. */
  withdrawn
}
