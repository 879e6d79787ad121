package ru.medchat.insight;

/**
 * How much waits where.
 *
 * @param inboxWaiting updates not yet handled
 * @param inboxAge how long the oldest of them has waited, in seconds; 0 when none does
 * @param quarantined updates that wait for a person
 * @param awaited messages that somebody waits for
 * @param bulk mass messages
 * @param unreachable messages to chats out of reach, not yet decided on
 * @param dead messages the messenger refused, not yet decided on
 * @param possiblyTwice messages of all times that may have arrived twice
 * @param lettersWaiting letters not yet sent
 * @param lettersDead letters given up, not yet decided on
 * @param filesLost files given up, not yet decided on
 */
record Figures(
    long inboxWaiting,
    double inboxAge,
    long quarantined,
    Lanes awaited,
    Lanes bulk,
    long unreachable,
    long dead,
    long possiblyTwice,
    long lettersWaiting,
    long lettersDead,
    long filesLost) {

  /**
   * Messages that wait to be sent.
   *
   * @param lanes in how many chats
   * @param age how long the oldest has waited, which is the worst lane's, in seconds
   * @param over1m in how many chats one has waited for more than a minute
   * @param over5m for more than five minutes
   * @param over15m for more than a quarter of an hour
   */
  record Lanes(long waiting, long lanes, double age, long over1m, long over5m, long over15m) {}

  long undelivered() {
    return unreachable + dead + lettersDead + filesLost;
  }
}
