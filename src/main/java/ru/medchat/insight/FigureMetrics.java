package ru.medchat.insight;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Outages;

/** The figures as metrics; the same at every node, for they are those of the database. */
@Component
class FigureMetrics implements MeterBinder {

  private final ReadingFigures figures;
  private final Outages outages;

  FigureMetrics(ReadingFigures figures, Outages outages) {
    this.figures = figures;
    this.outages = outages;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "medchat.inbox.waiting", Figures::inboxWaiting);
    age(registry, "medchat.inbox.lag", Figures::inboxAge);
    gauge(registry, "medchat.quarantine", Figures::quarantined);
    lanes(registry, "awaited", Figures::awaited);
    lanes(registry, "bulk", Figures::bulk);
    Gauge.builder("medchat.outbox.undelivered", figures, from -> from.now().unreachable())
        .tag("state", "unreachable")
        .register(registry);
    Gauge.builder("medchat.outbox.undelivered", figures, from -> from.now().dead())
        .tag("state", "dead")
        .register(registry);
    FunctionCounter.builder(
            "medchat.outbox.possibly.twice", figures, from -> from.now().possiblyTwice())
        .register(registry);
    gauge(registry, "medchat.letters.waiting", Figures::lettersWaiting);
    gauge(registry, "medchat.letters.dead", Figures::lettersDead);
    gauge(registry, "medchat.files.lost", Figures::filesLost);
    Gauge.builder("medchat.outages", outages, known -> known.now().size()).register(registry);
  }

  private void lanes(MeterRegistry registry, String urgency, Function<Figures, Figures.Lanes> of) {
    Gauge.builder("medchat.outbox.waiting", figures, from -> of.apply(from.now()).waiting())
        .tag("urgency", urgency)
        .register(registry);
    Gauge.builder("medchat.outbox.lanes", figures, from -> of.apply(from.now()).lanes())
        .tag("urgency", urgency)
        .register(registry);
    TimeGauge.builder(
            "medchat.outbox.lag", figures, TimeUnit.SECONDS, from -> of.apply(from.now()).age())
        .tag("urgency", urgency)
        .register(registry);
    lagging(registry, urgency, "1m", from -> of.apply(from).over1m());
    lagging(registry, urgency, "5m", from -> of.apply(from).over5m());
    lagging(registry, urgency, "15m", from -> of.apply(from).over15m());
  }

  /** Which lanes these are stands on the page of the balance: a label for each chat has no end. */
  private void lagging(
      MeterRegistry registry, String urgency, String over, ToDoubleFunction<Figures> of) {
    Gauge.builder("medchat.outbox.lanes.lagging", figures, from -> of.applyAsDouble(from.now()))
        .tag("urgency", urgency)
        .tag("over", over)
        .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Figures> of) {
    Gauge.builder(name, figures, from -> of.applyAsDouble(from.now())).register(registry);
  }

  private void age(MeterRegistry registry, String name, ToDoubleFunction<Figures> of) {
    TimeGauge.builder(name, figures, TimeUnit.SECONDS, from -> of.applyAsDouble(from.now()))
        .register(registry);
  }
}
