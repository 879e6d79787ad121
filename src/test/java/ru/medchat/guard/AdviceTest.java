package ru.medchat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.DefaultResourceLoader;

class AdviceTest {

  private final Advice advice = rulesIn("file:processes");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Завтра в 8:00 откроем дополнительные талоны к терапевту.",
        "Врач принимает в кабинете 500 с 8:00 до 14:00, по чётным дням с 14:00 до 20:00.",
        "Приём бесплатный, по ОМС. С собой паспорт, полис и СНИЛС.",
        "Записали вас к кардиологу на 12 ноября в 10:30, кабинет 214.",
        "Телефон регистратуры: 8 (8634) 64-05-15, добавочный 2.",
        "Позвоните по 122 или запишитесь через Госуслуги.",
        "Отмените запись на Госуслугах, если не сможете прийти.",
        "Если не сможете прийти, отмените приём по телефону 122.",
        "Лекарство поступило, получить можно в аптеке № 2 на Ленина, 5.",
        "Льготный рецепт выписан, подойдите в кабинет 12 к старшей медсестре.",
        "Прививку от гриппа делают без записи, кабинет 3, с 9 до 15.",
        "Вакцинация против коронавируса проводится в поликлинике № 1.",
        "Анализ крови сдают натощак с 7:30 до 9:30, кабинет А12.",
        "Тест на ВИЧ можно сдать анонимно в центре СПИД по адресу: Ростов, ул. Текучёва, 133.",
        "МРТ выполняют на Чехова, 24, направление выдаёт лечащий врач.",
        "Приносим извинения: врач болеет, ваш приём перенесён на 3 декабря.",
        "Ваше обращение принято, участковый врач придёт сегодня после обеда.",
        "Доктор перезвонит вам до 18.30.",
        "Автобус до поликлиники ходит 4 раза в день.",
        "Уборка в палатах проводится 3 раза в сутки, замечание учтено.",
        "Выездная бригада принимает 2 раза в день, утром и вечером.",
        "Больничный лист продлит врачебная комиссия, кабинет 301, при себе паспорт.",
        "Онколог ведёт приём в онкодиспансере по направлению формы 057/у.",
        "Аллерголог принимает в областной больнице, квота на ноябрь есть.",
        "Диагноз может поставить только врач на осмотре.",
        "Очередь на плановую госпитализацию: 14 дней, вам позвонят.",
        "Выписку из карты подготовим за 3 рабочих дня.",
        "Примите наши извинения за ожидание.",
        "Главный врач примет вас в среду в 16:00.",
        "Принимайте участие в диспансеризации по субботам.",
        "Талоны выкладываем каждый день в 7:30, всего 20 номеров.",
        "Травмпункт работает круглосуточно: Дзержинского, 156.",
        "Пандус починят до 25 ноября, позвоните, и вас встретят.",
        "Заявление на прикрепление подайте через Госуслуги или в кабинете 5.",
        "Скорая приехала через 20 минут после вызова, запись разговора проверим.",
        "Закупили 2 единицы техники и 5 кондиционеров.",
        "Нужно прийти с паспортом и написать заявление.",
        "Для ребёнка нужна справка формы 026/у, её выдаст педиатр.",
        "Специалист МСЭ: дело направлено 05.11.2026, ответ до 05.12.2026.",
        "УЗИ делают в кабинете 108, пелёнку и бахилы возьмите с собой.",
        "Флюорографию можно пройти без записи до 19:00.",
        "С 1 декабря детская поликлиника принимает на ул. Мира, 16, к. 2.",
        "Тест-полоски поступят в аптеку до пятницы, мы вам позвоним.",
        "Стоимость справки 350 р. в кассе, договор обязателен.",
        "Сотруднице сделано замечание, спасибо, что сообщили.",
        "Сдайте мочу в контейнере 100 мл до 9:00.",
        "Можно прийти без записи, если температура выше 38.",
        "Доставили 500 доз вакцины, прививаем в торговом центре.",
        "Химиотерапию проводят в дневном стационаре, этаж 4, палата 6.",
        "Школа здоровья: занятия по средам, ведёт эндокринолог.",
        "Валериан Петрович ведёт приём в кабинете 7.",
        "Процедурный кабинет работает с 7:00 до 13:00, укол сделают по назначению врача.",
        "В больнице карантин по гриппу, посещения закрыты до 1 марта.",
        "Капельницы ставят на 2 этаже, палата 5.",
        "Подготовка к УЗИ: приходите натощак.",
      })
  void lets_an_answer_about_the_organisation_of_care_go(String text) {
    assertThat(advice.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Льготный рецепт на инсулин выписан, получить в аптеке № 2 | DRUG
          Инсулин в аптеке на Ленина, 5. | DRUG
          Метформина пока нет, ждём поставку | DRUG
          Можно дать ребёнку НУРОФЕН | DRUG
          Возьмите но-шпу | DRUG
          Но шпа поможет | DRUG
          Ношпа подойдёт | DRUG
          Попробуйте «Корвалол» | DRUG
          Ибупрофеном не увлекайтесь | DRUG
          Эутирокс заменили на L-тироксин | DRUG
          Курс антибиотиков обязателен | DRUG
          Поможет обезболивающее | DRUG
          Витамин D полезен | DRUG
          Активированного угля хватит | DRUG
          Пaрацeтамол от температуры | DRUG
          Амокси\u00adциллин есть в наличии | DRUG
          По 500 мг утром | DOSE
          500мг после завтрака | DOSE
          2 таблетки 3 раза в день | DOSE
          По одной таблетке на ночь | DOSE
          по полтаблетки вечером | DOSE
          20 капель на стакан воды | DOSE
          Давать 0,5 мл | DOSE
          4 ЕД перед сном | DOSE
          по 1 ч. ложке | DOSE
          3 р. в день | DOSE
          Увеличьте дозу вдвое | DOSE
          У вас гастрит, это лечится | DIAGNOSIS
          Похоже на ОРВИ | DIAGNOSIS
          С вашим диабетом положен бесплатный препарат | DIAGNOSIS
          Это обычный бронхит | DIAGNOSIS
          Ваш диагноз подтверждён | DIAGNOSIS
          В карте стоит J06.9 | DIAGNOSIS
          Диагноз К29 снят | DIAGNOSIS
          Код по МКБ-10: E11.9 | DIAGNOSIS
          Гипертоники получают льготу по гипертонии | DIAGNOSIS
          Ваши анализы в норме | DIAGNOSIS
          Холестерин повышен | DIAGNOSIS
          Приходите на учёт по поводу туберкулёза | DIAGNOSIS
          Перелом срастётся за месяц | DIAGNOSIS
          У ребёнка воспаление | DIAGNOSIS
          Принимайте после еды | ADVICE
          Пейте больше тёплой воды | ADVICE
          Отмените препарат и ждите | ADVICE
          Не надо пить таблетки | ADVICE
          Полощите горло ромашкой | ADVICE
          Вам нужна операция | ADVICE
          Можно закапать нос и прогреть, делайте ингаляции | ADVICE
          Само пройдёт через неделю | ADVICE
          К врачу идти не нужно | ADVICE
          Прекратите приём и понаблюдайте | ADVICE
          Сбивайте температуру | ADVICE
          Держите под язык | ADVICE
          Это простуда, отлежитесь | DIAGNOSIS
          Заключение: M54.5 | DIAGNOSIS
          Сделайте холодный компресс | ADVICE
          Вам нужно удалить аппендикс | ADVICE
          """)
  void holds_what_names_a_drug_a_dose_or_a_diagnosis_or_advises(String text, Finding.Kind kind) {
    assertThat(advice.in(text)).extracting(Finding::kind).contains(kind);
  }

  @Test
  void tells_the_operator_each_place_once_with_its_reason() {
    assertThat(
            advice.in(
                "Здравствуйте! Принимайте парацетамол по 500 мг.\nПарацетамол не чаще, чем по 500 мг."))
        .extracting(finding -> finding.quote() + ": " + finding.reason())
        .containsExactly(
            "Принимайте: Указано, чем и как лечиться",
            "парацетамол: Назван лекарственный препарат",
            "500 мг: Указана доза",
            "Парацетамол: Назван лекарственный препарат");
  }

  @Test
  void a_phrase_does_not_reach_from_one_sentence_into_the_next() {
    assertThat(advice.in("Кабинет 2. Капли выдаёт аптека")).isEmpty();
    assertThat(advice.in("Ждём вас к 2\nКапли выдаёт аптека")).isEmpty();
    assertThat(advice.in("Возьмите 2 капли")).hasSize(1);
  }

  @Test
  void a_very_long_text_takes_no_longer_than_its_length() {
    String text =
        "принимайте инсулин по 2 таблетки, прививка от гриппа, кабинет 500 ".repeat(15_000);

    Assertions.assertTimeout(Duration.ofMinutes(1), () -> advice.in(text));
    Assertions.assertTimeout(Duration.ofMinutes(1), () -> advice.in("п".repeat(1_000_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - {kind: DRUG, reason: Есть, phrases: [инсулин~]}\\n- {kind: PILL, reason: Есть, phrases: [инсулин~]} | правило 2: kind «PILL» неизвестен
          - {kind: DRUG, phrases: [инсулин~]} | правило 1: нет reason
          - {kind: DRUG, reason: Есть} | правило 1: список phrases пуст
          - {kind: DRUG, reason: Есть, phrases: [500]} | в списке phrases стоит «500»
          - {kind: DRUG, reason: Есть, phrases: [инсу(лин]} | непонятно слово «инсу(лин»
          - {kind: DRUG, reason: Есть, phrases: [но~]} | найдётся почти везде
          - {kind: DOSE, reason: Есть, phrases: ["#"]} | найдётся почти везде
          - {kind: DRUG, reason: Есть, phrases: [инсулин~], except: [аптека]} | нужен один знак @
          - {kind: DRUG, reason: Есть, phrases: [инсулин~], unless: []} | непонятное поле «unless»
          - {kind: DRUG, reason: Есть, phrases: [инсулин~ | не читается
          слова | ожидался список правил
          """)
  void a_broken_file_says_which_rule_is_wrong_and_how(
      String yaml, String words, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("advice.yaml"), yaml.replace("\\n", "\n"));

    assertThatThrownBy(() -> rulesIn(folder.toUri().toString()))
        .isInstanceOf(BrokenRulesException.class)
        .hasMessageContaining("advice.yaml")
        .hasMessageContaining(words);
  }

  @Test
  void a_missing_file_is_named(@TempDir Path folder) {
    assertThatThrownBy(() -> rulesIn(folder.toUri().toString()))
        .hasMessageContaining("advice.yaml не найден");
  }

  private static Advice rulesIn(String folder) {
    return new Advice(new DefaultResourceLoader(), folder);
  }
}
