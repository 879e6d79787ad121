/** The one place that knows the engine's own classes: working-time timers, due dates, its clock. */
@org.jspecify.annotations.NullMarked
package ru.medchat.process.engine;
