/** The server side of the operator's screen in Tasklist: forms, accounts, access. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Workplace",
    allowedDependencies = {
      "appeal",
      "guard",
      "channel",
      "process",
      "directory",
      "mail",
      "wording",
      "worktime"
    })
package ru.medchat.workplace;
