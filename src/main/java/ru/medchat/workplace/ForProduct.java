package ru.medchat.workplace;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the engine in the name of the product, past the authorizations of who is logged in. */
@Component
class ForProduct {

  private final IdentityService identity;

  ForProduct(IdentityService identity) {
    this.identity = identity;
  }

  <T extends @Nullable Object> T ask(Supplier<T> question) {
    var caller = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return question.get();
    } finally {
      if (caller != null) {
        identity.setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
      }
    }
  }
}
