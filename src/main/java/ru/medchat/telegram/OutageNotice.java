package ru.medchat.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Outages;

/** Makes an outage of Telegram known to all nodes, and its end: told by the one that asks it. */
@Component
class OutageNotice {

  private final PollState state;
  private final Outages outages;
  private final Duration blip;

  /** What was told last; null when another node may have told something else since. */
  private @Nullable Boolean told;

  @Autowired
  OutageNotice(PollState state, Outages outages) {
    this(state, outages, Duration.ofSeconds(10));
  }

  /**
   * @param blip Telegram stumbles now and then; of what lasts no longer people need not hear
   */
  OutageNotice(PollState state, Outages outages, Duration blip) {
    this.state = state;
    this.outages = outages;
    this.blip = blip;
  }

  /** Tells what has changed. */
  boolean tell() {
    if (!state.leads()) {
      told = null;
      return false;
    }
    Duration out = state.outFor();
    if (out != null && out.compareTo(blip) >= 0 && !Boolean.TRUE.equals(told)) {
      outages.began(Translation.CHANNEL, out);
      told = true;
    } else if (state.isFine() && !Boolean.FALSE.equals(told)) {
      outages.ended(Translation.CHANNEL);
      told = false;
    }
    return false;
  }
}
