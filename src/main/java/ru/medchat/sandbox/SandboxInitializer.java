package ru.medchat.sandbox;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the sandbox before the product's context is built, and ties its end to the end of that
 * context. Settings: {@code medchat.sandbox.enabled}, {@code data}, {@code port}, {@code
 * smtp-port}, {@code binaries}.
 */
class SandboxInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    var settings = SandboxSettings.of(environment);
    if (!settings.enabled()) {
      return;
    }
    var sandbox = Sandbox.start(settings, environment);
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("medchat-sandbox", sandbox.properties()));
    tieToEndOf(context, sandbox);
    var telegram = sandbox.telegram();
    if (telegram != null) {
      context.getBeanFactory().registerSingleton("clock", telegram.clock());
      context.addApplicationListener(
          (ApplicationListener<ApplicationStartedEvent>)
              event -> {
                if (event.getApplicationContext() == context) {
                  new DemoWorld(telegram).provide();
                }
              });
    }
  }

  private static void tieToEndOf(ConfigurableApplicationContext context, Sandbox sandbox) {
    // Beans are destroyed in the opposite order of their registration, and these are the first.
    var beans = (DefaultListableBeanFactory) context.getBeanFactory();
    beans.registerDisposableBean("sandboxDatabase", (DisposableBean) sandbox::close);
    beans.registerDisposableBean("sandboxServers", (DisposableBean) sandbox::closeServers);
    // A context that fails before its refresh is never closed.
    context.addApplicationListener(
        (ApplicationListener<ApplicationFailedEvent>) event -> sandbox.close());
  }
}
