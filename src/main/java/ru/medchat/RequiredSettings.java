package ru.medchat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Stops a start that lacks settings before any bean is made, and names all that are missing. The
 * sandbox gives its own where it stands in for something.
 */
class RequiredSettings implements BeanFactoryPostProcessor {

  private final Environment environment;

  RequiredSettings(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var missing =
        variableByProperty().entrySet().stream()
            .filter(setting -> !StringUtils.hasText(environment.getProperty(setting.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    if (!missing.isEmpty()) {
      throw new MissingSettingsException(missing);
    }
  }

  private Map<String, String> variableByProperty() {
    var required = new LinkedHashMap<String, String>();
    required.put("spring.datasource.url", "SPRING_DATASOURCE_URL");
    required.put("medchat.telegram.token", "TELEGRAM_BOT_TOKEN");
    required.put("spring.mail.host", "SPRING_MAIL_HOST");
    if (!environment.containsProperty("medchat.sandbox.database")) {
      required.put("medchat.admin-password", "MEDCHAT_ADMIN_PASSWORD");
    }
    return required;
  }

  /** Settings that nobody has given, by the names of their variables. */
  static final class MissingSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingSettingsException(List<String> variables) {
      super("Medchat can't start without " + String.join(", ", variables) + ".");
    }
  }

  /** Tells it in one line instead of a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<MissingSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingSettingsException cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }
}
