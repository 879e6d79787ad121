package ru.medchat.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Appeals;
import ru.medchat.appeal.Handling;
import ru.medchat.directory.Directory;
import ru.medchat.mail.Letters;
import ru.medchat.wording.Moments;

/** Building block "Отправить письмо": posts the {@code letter} {@code to} an organisation. */
@Component("sendLetter")
class SendLetter implements JavaDelegate {

  private final Letters letters;
  private final Handling handling;
  private final Appeals appeals;
  private final Directory directory;
  private final String url;

  SendLetter(
      Letters letters,
      Handling handling,
      Appeals appeals,
      Directory directory,
      @Value("${medchat.url}") String url) {
    this.letters = letters;
    this.handling = handling;
    this.appeals = appeals;
    this.directory = directory;
    this.url = url;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var appeal = appeals.get(AppealProcess.number(execution));
    var municipality = directory.municipality(appeal.municipalityId());
    var organisation = appeal.organisationId();
    var promised = appeal.promisedUntil();
    letters.post(
        // A step that is tried again has its former letter rolled back with it.
        "%s:%s".formatted(appeal.number(), execution.getActivityInstanceId()),
        AppealProcess.input(execution, "to"),
        AppealProcess.input(execution, "letter"),
        Map.of(
            "number",
            appeal.number(),
            "municipality",
            municipality.name(),
            "organisation",
            organisation == null ? "" : directory.organisation(organisation).name(),
            "until",
            promised == null ? "" : Moments.inWords(promised, municipality.zone()),
            "link",
            url + "/camunda/app/tasklist"));
    handling.wroteTo(
        appeal.number(), AppealProcess.input(execution, "to"), execution.getCurrentActivityName());
  }
}
