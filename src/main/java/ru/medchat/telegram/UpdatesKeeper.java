package ru.medchat.telegram;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import ru.medchat.loop.WorkLoop;

/**
 * Has updates come in one of the two ways, from when the product is ready until it begins to stop.
 * One node does that at a time: the one that leads.
 */
abstract class UpdatesKeeper implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

  private final boolean wanted;
  private final Leadership leadership;
  private final PollState state;
  private final WorkLoop keeping;

  private volatile boolean running;

  /**
   * @param name of its thread
   * @param wanted whether the settings ask for this way
   */
  UpdatesKeeper(String name, boolean wanted, Leadership leadership, PollState state) {
    this.wanted = wanted;
    this.leadership = leadership;
    this.state = state;
    this.keeping = new WorkLoop(name, 1, this::keep);
  }

  /** Looks whether updates come, and mends what keeps them from coming. Called now and then. */
  abstract void keepComing();

  /** Another node leads, or none. Called now and then. */
  abstract void rest();

  /** This node must not go on. Called at once, on the thread that noticed. */
  void leadershipLost() {}

  /** Cuts off what may bring updates just now. It may be called more than once. */
  void cutOff() {}

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    start();
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public void start() {
    if (wanted && !running) {
      running = true;
      keeping.start();
      leadership.seek(this::leadershipChanged);
    }
  }

  /** Only once nothing can come here any more may another node begin. */
  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    cutOff();
    keeping.stop();
    // A last round of the loop may have begun anew.
    cutOff();
    leadership.resign();
    state.leads(false);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void leadershipChanged() {
    if (!leadership.isHeld()) {
      leadershipLost();
    }
    keeping.wake();
  }

  private boolean keep() {
    boolean leads = leadership.isHeld();
    state.leads(leads);
    if (leads) {
      keepComing();
    } else {
      rest();
    }
    return false;
  }
}
