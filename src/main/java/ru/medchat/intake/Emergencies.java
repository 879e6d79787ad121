package ru.medchat.intake;

import org.springframework.stereotype.Component;
import ru.medchat.appeal.Categories;
import ru.medchat.channel.Incoming;

/** Tells at once whom to call when what somebody writes sounds like an emergency. */
@Component
class Emergencies {

  private final Categories categories;
  private final Replies replies;

  Emergencies(Categories categories, Replies replies) {
    this.categories = categories;
    this.replies = replies;
  }

  void answer(Incoming.Message message) {
    if (categories.isEmergency(message.text())) {
      replies.say(message, "emergency");
    }
  }
}
