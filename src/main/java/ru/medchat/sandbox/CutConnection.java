package ru.medchat.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Cuts connections: a response that says so, and the valve in Tomcat that does it. The servlet API
 * alone can only end a response, never leave it out.
 */
class CutConnection extends ValveBase {

  private static final String CUT = CutConnection.class.getName();

  CutConnection() {
    super(true);
  }

  /** No answer at all. */
  static ServerResponse response() {
    return ServerResponse.ok()
        .build(
            (request, response) -> {
              request.setAttribute(CUT, true);
              return null;
            });
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(CUT) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
