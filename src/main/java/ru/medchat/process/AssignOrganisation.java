package ru.medchat.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import ru.medchat.appeal.Handling;
import ru.medchat.directory.UnknownInDirectoryException;
import ru.medchat.process.engine.UnfitDecisionException;

/** Building block "Назначить другую организацию": the one an operator passed the appeal to. */
@Component("assignOrganisation")
class AssignOrganisation implements JavaDelegate {

  private final Handling handling;

  AssignOrganisation(Handling handling) {
    this.handling = handling;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (!(execution.getVariable(AppealProcess.REDIRECT_TO) instanceof String organisation)) {
      throw new IllegalStateException("Выберите организацию, которой передать обращение.");
    }
    try {
      handling.redirect(AppealProcess.number(execution), organisation);
    } catch (UnknownInDirectoryException e) {
      throw new UnfitDecisionException(
          "Такой организации нет в справочнике. Выберите её из списка.", e);
    } catch (IllegalArgumentException e) {
      throw new UnfitDecisionException(e.getMessage(), e);
    }
    execution.setVariable(AppealProcess.ORGANISATION, organisation);
  }
}
