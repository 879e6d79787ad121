/** What tests of several modules stand on. */
@org.jspecify.annotations.NullMarked
package ru.medchat.testing;
