package ru.medchat.insight;

import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;
import ru.medchat.channel.Outages;
import ru.medchat.channel.Outages.Outage;
import ru.medchat.wording.Moments;
import ru.medchat.workplace.Notices;

/** Tells staff of an outage, and administrators of what waits for them. */
@Component
class ProductNotices implements Notices {

  /** One time for staff of all regions. */
  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final Outages outages;
  private final ReadingFigures figures;

  ProductNotices(Outages outages, ReadingFigures figures) {
    this.outages = outages;
    this.figures = figures;
  }

  @Override
  public List<String> toStaff() {
    return outages.now().stream().map(this::words).toList();
  }

  private String words(Outage outage) {
    return "%s недоступен с %s по московскому времени. Сообщения жителей дойдут, когда связь вернётся; ответы ждут отправки: %d"
        .formatted(
            name(outage.channel()),
            Moments.inShort(outage.since(), MOSCOW),
            figures.now().awaited().waiting());
  }

  private static String name(String channel) {
    return channel.equals("telegram") ? "Телеграм" : channel;
  }

  @Override
  public List<Pile> toAdministrators() {
    Figures now = figures.now();
    return List.of(
        new Pile(
            GivenUpPage.PATH,
            "Ждёт решения",
            "Сообщения, письма и файлы, которые не удалось принять или доставить",
            now.quarantined() + now.undelivered()),
        new Pile(
            "/balance", "Баланс", "Сколько за день получено и отправлено, и что с этим стало", 0));
  }
}
