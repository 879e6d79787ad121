package ru.medchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The menus of commands: one for each scope and language, told apart as Telegram does. */
class BotMenus {

  private static final Set<String> SCOPES =
      Set.of(
          "default",
          "all_private_chats",
          "all_group_chats",
          "all_chat_administrators",
          "chat",
          "chat_administrators",
          "chat_member");
  private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");
  private static final int MOST_COMMANDS = 100;
  private static final int LONGEST_DESCRIPTION = 256;

  private final JdbcClient jdbc;

  BotMenus(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  JsonNode set(BotRequest call) {
    var commands = call.structure("commands");
    if (!commands.isArray()) {
      throw BotRefusal.badRequest("can't parse commands list");
    }
    if (commands.size() > MOST_COMMANDS) {
      throw BotRefusal.badRequest("BOT_COMMANDS_TOO_MUCH");
    }
    commands.forEach(BotMenus::requireSound);
    jdbc.sql(
            """
            insert into sandbox.menu (scope, language, commands) values (?, ?, ?)
            on conflict (scope, language) do update set commands = excluded.commands
            """)
        .params(scope(call), call.text("language_code"), commands.toString())
        .update();
    return BooleanNode.TRUE;
  }

  /** Of exactly this scope and language: what a person would see is the client's business. */
  JsonNode get(BotRequest call) {
    return jdbc.sql("select commands from sandbox.menu where scope = ? and language = ?")
        .params(scope(call), call.text("language_code"))
        .query(String.class)
        .optional()
        .map(Json::parse)
        .orElseGet(Json::array);
  }

  JsonNode delete(BotRequest call) {
    jdbc.sql("delete from sandbox.menu where scope = ? and language = ?")
        .params(scope(call), call.text("language_code"))
        .update();
    return BooleanNode.TRUE;
  }

  private static String scope(BotRequest call) {
    var scope = call.structure("scope");
    if (scope.isNull()) {
      return Json.object().put("type", "default").toString();
    }
    if (!SCOPES.contains(scope.path("type").asText())) {
      throw BotRefusal.badRequest("can't parse BotCommandScope: Unsupported type specified");
    }
    return scope.toString();
  }

  private static void requireSound(JsonNode command) {
    if (!COMMAND.matcher(command.path("command").asText()).matches()) {
      throw BotRefusal.badRequest("BOT_COMMAND_INVALID");
    }
    int length = command.path("description").asText().strip().length();
    if (length == 0 || length > LONGEST_DESCRIPTION) {
      throw BotRefusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    }
  }
}
