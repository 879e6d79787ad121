package ru.medchat.workplace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords people may choose: long ones that nobody guesses. Nothing about capitals and
 * signs, which only lead to passwords on paper.
 */
final class PasswordRules implements PasswordPolicy, PasswordPolicyRule {

  static final int SHORTEST = 10;

  /** The engine's hashing takes any length; this is about requests. */
  static final int LONGEST = 200;

  private static final int SHORTEST_NAME = 3;

  private static final int FEWEST_DIFFERENT = 5;

  /** A word that is half of the password or more is the password. */
  private static final int WORDS_SHARE = 2;

  private static final Set<String> COMMON =
      Set.of(
          "password",
          "passwort",
          "parol",
          "пароль",
          "qwerty",
          "qwertyuiop",
          "qwertz",
          "asdfgh",
          "asdfghjkl",
          "zxcvbn",
          "zxcvbnm",
          "qazwsx",
          "йцукен",
          "йцукенг",
          "фывапр",
          "ячсмить",
          "welcome",
          "letmein",
          "iloveyou",
          "dragon",
          "monkey",
          "football",
          "sunshine",
          "princess",
          "changeme",
          "default",
          "secret",
          "login",
          "admin",
          "administrator",
          "админ",
          "operator",
          "оператор",
          "user",
          "demo",
          "test",
          "guest",
          "medchat",
          "медчат",
          "камунда",
          "camunda",
          "hospital",
          "больница",
          "поликлиника",
          "министерство",
          "ministry",
          "chamber",
          "палата",
          "любовь",
          "россия",
          "russia",
          "rossiya",
          "москва",
          "moskva",
          "ростов",
          "rostov",
          "солнышко",
          "зайчик",
          "наташа",
          "natasha",
          "приветик",
          "здравствуй",
          "12345",
          "123456789",
          "987654321",
          "qwe123",
          "1q2w3e4r",
          "1qaz2wsx",
          "abc123",
          "abcdef",
          "абвгд");

  private final Predicate<String> demo;

  /**
   * Rules as the engine asks for them.
   *
   * @param demo whose password may be that of the sandbox
   */
  PasswordRules(Predicate<String> demo) {
    this.demo = demo;
  }

  /**
   * What is wrong with a password, in Russian; nothing when it may be chosen.
   *
   * @param user whose it would be; null when that is not known
   */
  static List<String> complaints(@Nullable String user, String password) {
    var complaints = new ArrayList<String>();
    String lower = password.toLowerCase(Locale.ROOT);
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      complaints.add("Пароль короткий: нужно не меньше %d знаков.".formatted(SHORTEST));
    }
    if (length > LONGEST) {
      complaints.add("Пароль длиннее %d знаков.".formatted(LONGEST));
    }
    if (password.codePoints().anyMatch(Character::isISOControl)) {
      complaints.add("В пароле есть знаки, которые не напечатать.");
    }
    if (user != null
        && user.length() >= SHORTEST_NAME
        && lower.contains(user.toLowerCase(Locale.ROOT))) {
      complaints.add("В пароле не должно быть имени пользователя.");
    } else if (COMMON.stream().anyMatch(word -> contains(lower, word))) {
      complaints.add("Такой пароль слишком легко угадать: он построен на частом слове.");
    } else if (lower.codePoints().distinct().count() < FEWEST_DIFFERENT || isRow(lower)) {
      complaints.add("Такой пароль слишком легко угадать: знаки повторяются или идут подряд.");
    }
    return complaints;
  }

  private static boolean contains(String password, String word) {
    return !word.isEmpty()
        && password.contains(word)
        && word.length() * WORDS_SHARE >= password.length();
  }

  private static boolean isRow(String password) {
    long steps = 0;
    for (int i = 1; i < password.length(); i++) {
      if (Math.abs(password.charAt(i) - password.charAt(i - 1)) <= 1) {
        steps++;
      }
    }
    return password.length() > 1 && steps * 10 >= (password.length() - 1) * 7L;
  }

  @Override
  public List<PasswordPolicyRule> getRules() {
    return List.of(this);
  }

  /** Under this name Camunda's Admin looks for its own words. */
  @Override
  public String getPlaceholder() {
    return "MEDCHAT_PASSWORD_POLICY";
  }

  @Override
  public Map<String, String> getParameters() {
    return Map.of("minLength", Integer.toString(SHORTEST));
  }

  @Override
  public boolean execute(String password) {
    return complaints(null, password).isEmpty();
  }

  @Override
  public boolean execute(String password, @Nullable User user) {
    String id = user == null ? null : user.getId();
    return (id != null && password.equals(Account.DEMO_PASSWORD) && demo.test(id))
        || complaints(id, password).isEmpty();
  }
}
