package ru.medchat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.appeal.AppealNumber;
import ru.medchat.testing.CaseTest;

/** What burns for the hospital of Verkhnedonskoy: what it has less than 30 working minutes for. */
class BurningTest extends CaseTest {

  private static final String HOSPITAL = "org-verkhnedonskoy";

  @Autowired private FilterService filters;

  @AfterEach
  void nobodyAsks() {
    identity.clearAuthentication();
  }

  @Test
  void a_limit_of_the_morning_burns_in_the_evening_before() {
    var appeal = resident("Верхнедонской район").writes("Нет талонов", "2026-11-23T18:10:00+03:00");

    timeReaches("2026-11-23T19:40:00+03:00");
    assertThat(burning(appeal)).as("due at 8:10, exactly 30 minutes left").isFalse();
    timeReaches("2026-11-23T19:50:00+03:00");
    assertThat(burning(appeal)).as("20 minutes left").isTrue();
    timeReaches("2026-11-24T03:00:00+03:00");
    assertThat(burning(appeal)).as("10 minutes left, all night long").isTrue();
    timeReaches("2026-11-24T08:10:00+03:00");
    assertThat(burning(appeal)).as("overdue").isFalse();
  }

  @Test
  void in_the_middle_of_the_day_half_an_hour_is_half_an_hour() {
    var appeal = resident("Верхнедонской район").writes("Нет талонов", "2026-11-23T10:00:00+03:00");

    timeReaches("2026-11-23T11:30:00+03:00");
    assertThat(burning(appeal)).isFalse();
    timeReaches("2026-11-23T11:30:01+03:00");
    assertThat(burning(appeal)).isTrue();
  }

  private boolean burning(AppealNumber appeal) {
    String filter = filters.createFilterQuery().filterName("Горят").singleResult().getId();
    String id = task("AnswerResident", appeal).getId();
    identity.setAuthentication(operatorOf(HOSPITAL), List.of(HOSPITAL));
    try {
      return filters.<Task>list(filter).stream().anyMatch(task -> task.getId().equals(id));
    } finally {
      identity.clearAuthentication();
    }
  }
}
