package ru.medchat.workplace;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Tasklist shows above everything else. */
@RestController
class NoticeEndpoint {

  private final Notices notices;

  NoticeEndpoint(Notices notices) {
    this.notices = notices;
  }

  @GetMapping("/workplace/notices")
  List<String> show() {
    return notices.toStaff();
  }
}
