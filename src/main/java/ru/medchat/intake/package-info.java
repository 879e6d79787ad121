/**
 * What a message means: a command, a choice, a new appeal, more on an open one, an answer of staff.
 *
 * <p><b>Consent.</b> In private, nothing personal goes into an appeal before the resident has said
 * yes or no to the text of that version ({@code privacy} in the texts). The municipality is asked
 * first, because a deep link, a typed name or an earlier choice answers it without a press; then
 * one press about consent, and the question is in. What was written meanwhile waits without a name.
 * Who says no is registered as «Житель»; files are refused in words, because a photo of a referral
 * shows a name, a birth date and a diagnosis at once, and nobody could tell before looking. A newer
 * version of the text is asked about with the next new appeal, never in the middle of an open one.
 * In a group nothing is asked: it is public, people there say in public what they say, and a
 * question to one of thousands would itself tell that this one needs medical help.
 *
 * <p><b>Emergencies</b> are answered here, in the transaction that takes the message, and so before
 * any choice, consent or acknowledgement.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Intake",
    allowedDependencies = {"appeal", "directory", "channel", "wording"})
package ru.medchat.intake;
