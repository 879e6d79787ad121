package ru.medchat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.medchat.telegram.Scene.eventually;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ru.medchat.telegram.ScriptedTelegram.Answer;

@TelegramTest
class CommandMenuTest {

  @Autowired Scene scene;
  @Autowired CommandMenu menu;

  @BeforeEach
  void begin() {
    scene.begins();
  }

  @Test
  void a_private_chat_is_offered_more_than_a_group_and_a_refused_menu_is_offered_again() {
    scene.telegram.answers("setmycommands", new Answer(502, "<html>Bad Gateway</html>"));
    menu.publish();

    eventually(() -> assertThat(scene.telegram.calls("setmycommands")).hasSize(4));
    assertThat(commandsFor("all_private_chats"))
        .containsExactly("start", "my", "status", "cancel", "privacy", "help");
    assertThat(commandsFor("all_group_chats")).containsExactly("status", "help");
    assertThat(commandsFor("all_chat_administrators")).containsExactly("status", "help");
  }

  private List<String> commandsFor(String scope) {
    return scene.telegram.calls("setmycommands").stream()
        .filter(call -> call.body().path("scope").path("type").asText().equals(scope))
        .findFirst()
        .orElseThrow()
        .body()
        .path("commands")
        .findValuesAsText("command");
  }
}
