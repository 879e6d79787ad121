/**
 * What the product tells about itself: metrics, health, the daily balance, and what waits for an
 * administrator.
 *
 * <p>It reads the tables of other modules, in one query for all figures, and changes none of them:
 * what an administrator decides here, the module does that owns it.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    displayName = "Insight",
    allowedDependencies = {"channel", "directory", "loop", "wording", "workplace"})
package ru.medchat.insight;
