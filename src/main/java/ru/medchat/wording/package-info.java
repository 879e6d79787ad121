/** Every sentence people read, from the texts a manager may change. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Wording",
    allowedDependencies = {})
package ru.medchat.wording;
