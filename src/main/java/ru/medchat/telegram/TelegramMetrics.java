package ru.medchat.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What this node does with Telegram, as metrics. */
@Component
class TelegramMetrics implements MeterBinder {

  private final PollState state;

  TelegramMetrics(PollState state) {
    this.state = state;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("medchat.telegram.leads", state, now -> now.leads() ? 1 : 0).register(registry);
    TimeGauge.builder(
            "medchat.telegram.since.success", state, TimeUnit.SECONDS, TelegramMetrics::silence)
        .register(registry);
  }

  private static double silence(PollState state) {
    Duration silence = state.sinceSuccess();
    return silence == null ? Double.NaN : silence.toMillis() / 1000.0;
  }

  /** A message was tried, and this came of it. */
  static void sent(String outcome) {
    Metrics.counter("medchat.telegram.sends", "outcome", outcome).increment();
  }
}
