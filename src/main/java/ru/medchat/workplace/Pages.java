package ru.medchat.workplace;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import ru.medchat.directory.Directory;

/** Our own pages, and the forms that a manager keeps beside the models. */
@Controller
class Pages implements WebMvcConfigurer {

  private final Sandbox sandbox;
  private final Directory directory;
  private final EngineUsers users;
  private final Notices notices;
  private final Oversight oversight;
  private final String processes;

  Pages(
      Sandbox sandbox,
      Directory directory,
      EngineUsers users,
      Notices notices,
      Oversight oversight,
      @Value("${medchat.processes}") String processes) {
    this.sandbox = sandbox;
    this.directory = directory;
    this.users = users;
    this.notices = notices;
    this.oversight = oversight;
    this.processes = processes;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/forms/**")
        .addResourceLocations(processes + "/forms/")
        .setCacheControl(CacheControl.noStore());
  }

  @GetMapping("/")
  String start(Model model, @Nullable Principal caller) {
    describeSandbox(model);
    boolean administrator = caller != null && users.isAdministrator(caller.getName());
    model.addAttribute("administrator", administrator);
    model.addAttribute("loggedIn", caller != null);
    model.addAttribute("notices", caller == null ? List.of() : notices.toStaff());
    model.addAttribute("piles", administrator ? notices.toAdministrators() : List.of());
    model.addAttribute(
        "watchesOverChats",
        caller != null && !oversight.municipalitiesOf(caller.getName()).isEmpty());
    return "start";
  }

  @GetMapping("/login")
  String login(@RequestParam(name = "wait", required = false) @Nullable Long seconds, Model model) {
    model.addAttribute("wait", seconds == null ? null : inWords(seconds));
    describeSandbox(model);
    return "login";
  }

  private static String inWords(long seconds) {
    return seconds < 60 ? seconds + " с" : (seconds + 59) / 60 + " мин";
  }

  private void describeSandbox(Model model) {
    model.addAttribute("sandbox", sandbox.isOn());
    model.addAttribute("demo", sandbox.hasDemoAccounts());
    model.addAttribute("operators", sandbox.hasDemoAccounts() ? operators() : List.of());
    model.addAttribute("residentPage", sandbox.residentPage());
    model.addAttribute("mailPage", sandbox.mailPage());
  }

  /** The operators of municipalities: how each logs in, and where it works. */
  private List<Map<String, String>> operators() {
    return directory.municipalities().stream()
        .map(place -> Map.of("account", place.id(), "place", place.name()))
        .toList();
  }
}
