package ru.medchat.workplace;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import ru.medchat.directory.Directory;

/** Our own pages, and the forms that a manager keeps beside the models. */
@Controller
class Pages implements WebMvcConfigurer {

  private final Sandbox sandbox;
  private final Directory directory;
  private final String processes;

  Pages(Sandbox sandbox, Directory directory, @Value("${medchat.processes}") String processes) {
    this.sandbox = sandbox;
    this.directory = directory;
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
  String start(Model model) {
    model.addAttribute("sandbox", sandbox);
    model.addAttribute("accounts", sandbox.isOn() ? Account.ofDemo(directory) : List.of());
    return "start";
  }

  @GetMapping("/login")
  String login(Model model) {
    model.addAttribute("sandbox", sandbox);
    return "login";
  }
}
