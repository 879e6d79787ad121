package ru.medchat.workplace;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where scripts say that somebody is at the screen; {@link SessionLimits} hears it. */
@RestController
class SessionEndpoint {

  @PostMapping("/workplace/presence")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void here() {}
}
