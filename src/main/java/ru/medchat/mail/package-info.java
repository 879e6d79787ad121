/** Letters to organisations, ministry and chamber. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Mail",
    allowedDependencies = {"directory", "wording", "loop"})
package ru.medchat.mail;
