/** Regions, municipalities, organisations, chats and staff: who answers for what. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Directory",
    allowedDependencies = {"worktime"})
package ru.medchat.directory;
