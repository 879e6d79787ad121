package ru.medchat.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The web server of the sandbox, in an application context of its own. */
class SandboxServer implements AutoCloseable {

  /** Where to listen; 0 picks a free port. */
  record Port(int number) {}

  /** A group of addresses the server answers. */
  record Part(RouterFunction<ServerResponse> routes) {}

  private final AnnotationConfigServletWebServerApplicationContext context;

  private SandboxServer(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  static SandboxServer start(int port, List<RouterFunction<ServerResponse>> routes) {
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.setDisplayName("Medchat sandbox");
    context.registerBean(Port.class, () -> new Port(port));
    for (int i = 0; i < routes.size(); i++) {
      var part = new Part(routes.get(i));
      context.registerBean("part" + i, Part.class, () -> part);
    }
    context.register(SandboxWeb.class);
    try {
      context.refresh();
    } catch (RuntimeException failure) {
      context.close();
      if (isTaken(failure)) {
        throw new SandboxFailed(
            ("Порт %d, нужный песочнице, занят. Освободите его или укажите другой в"
                    + " medchat.sandbox.port.")
                .formatted(port),
            failure);
      }
      throw failure;
    }
    return new SandboxServer(context);
  }

  String url() {
    return "http://127.0.0.1:" + context.getWebServer().getPort();
  }

  @Override
  public void close() {
    context.close();
  }

  private static boolean isTaken(Throwable failure) {
    @Nullable Throwable root = NestedExceptionUtils.getRootCause(failure);
    return failure instanceof PortInUseException
        || failure.getCause() instanceof PortInUseException
        || root instanceof java.net.BindException;
  }
}
