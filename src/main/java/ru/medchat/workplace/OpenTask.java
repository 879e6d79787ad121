package ru.medchat.workplace;

import org.camunda.bpm.engine.task.Task;
import ru.medchat.appeal.AppealNumber;

/** A task that the caller may see, and the appeal it is about. */
record OpenTask(Task task, AppealNumber number) {}
