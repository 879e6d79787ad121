package ru.medchat.process.engine;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes a task from its assignee: one's own as work on it, anybody else's by the right to assign.
 * In one command, so that nobody loses a task that they took over at this moment.
 */
record PutBack(String taskId, String who) implements Command<@Nullable Void> {

  @Override
  public @Nullable Void execute(CommandContext context) {
    var task = context.getTaskManager().findTaskById(taskId);
    if (task != null && who.equals(task.getAssignee())) {
      return new ClaimTaskCmd(taskId, null).execute(context);
    }
    try {
      return new AssignTaskCmd(taskId, null).execute(context);
    } catch (AuthorizationException e) {
      throw new AuthorizationException("Вернуть в общий список можно только свою задачу.");
    }
  }
}
