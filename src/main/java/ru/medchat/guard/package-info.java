/**
 * What must not go out unseen: finds in a text what sounds like medical advice. Knows no appeals.
 *
 * <p>The rules are phrases over words, not regular expressions: a manager can read and write them,
 * and looking for all of them at once takes time linear in the text, whatever is in the file.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Guard",
    allowedDependencies = {})
package ru.medchat.guard;
