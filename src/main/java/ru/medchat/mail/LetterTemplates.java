package ru.medchat.mail;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * What letters say: {@code mail/<name>.txt}, whose first line is the subject, and its twin {@code
 * mail/<name>.html}. A manager may change both; what is broken in them never holds a letter up.
 */
@Component
class LetterTemplates {

  private static final Logger log = LoggerFactory.getLogger(LetterTemplates.class);

  private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
  private static final String BUILT_IN = "classpath:/processes";

  /** A changed template counts after a minute. */
  private static final long CACHED_FOR = 60_000;

  private static final Map<String, String> LABELS = labels();

  private final SpringTemplateEngine texts;
  private final SpringTemplateEngine pages;

  LetterTemplates(ApplicationContext context, @Value("${medchat.processes}") String folder) {
    texts = engine(context, folder, ".txt", TemplateMode.TEXT);
    pages = engine(context, folder, ".html", TemplateMode.HTML);
  }

  /**
   * A letter as it goes out.
   *
   * @param html null when its template is broken
   */
  record Letter(String subject, String text, @Nullable String html) {}

  Letter letter(String name, Map<String, ?> values) {
    var context = new Context(RUSSIAN, Map.<String, Object>copyOf(values));
    String text = process(texts, name + ".txt", name, context);
    String html = process(pages, name + ".html", name, context);
    if (text == null || text.isBlank()) {
      text = bare(values);
    }
    String[] parts = text.strip().split("\\R", 2);
    return new Letter(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip() + "\n", html);
  }

  private static @Nullable String process(
      SpringTemplateEngine engine, String file, String name, Context context) {
    try {
      return engine.process(name, context);
    } catch (RuntimeException broken) {
      // Thymeleaf has told the log where.
      log.error("The template mail/{} is broken; a letter goes out without it", file);
      return null;
    }
  }

  /** All that is known, line by line. */
  private static String bare(Map<String, ?> values) {
    Object number = values.get("number");
    return (number == null ? "Медчат" : "Медчат: обращение № " + number)
        + "\n\n"
        + LABELS.entrySet().stream()
            .map(label -> line(label.getValue(), values.get(label.getKey())))
            .collect(Collectors.joining());
  }

  private static String line(String label, @Nullable Object value) {
    return value == null || value.toString().isEmpty() ? "" : label + ": " + value + "\n";
  }

  private static SpringTemplateEngine engine(
      ApplicationContext context, String folder, String suffix, TemplateMode mode) {
    var engine = new SpringTemplateEngine();
    engine.addTemplateResolver(resolver(context, folder, suffix, mode, 1));
    // A folder from before an upgrade lacks the templates that came with it.
    engine.addTemplateResolver(resolver(context, BUILT_IN, suffix, mode, 2));
    return engine;
  }

  private static SpringResourceTemplateResolver resolver(
      ApplicationContext context, String folder, String suffix, TemplateMode mode, int order) {
    var resolver = new SpringResourceTemplateResolver();
    resolver.setApplicationContext(context);
    resolver.setPrefix(folder + "/mail/");
    resolver.setSuffix(suffix);
    resolver.setTemplateMode(mode);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    resolver.setCheckExistence(true);
    resolver.setCacheTTLMs(CACHED_FOR);
    resolver.setOrder(order);
    return resolver;
  }

  private static Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("number", "Обращение №");
    labels.put("municipality", "Муниципалитет");
    labels.put("category", "О чём");
    labels.put("organisation", "Отвечает");
    labels.put("until", "Срок ответа");
    labels.put("late", "Опоздание");
    labels.put("waiting", "Ждут ответа");
    labels.put("overdue", "Просрочено");
    labels.put("breached", "Нарушено сроков с прошлого рабочего дня");
    labels.put("asked", "Ждут жителя");
    labels.put("link", "Открыть");
    return labels;
  }
}
