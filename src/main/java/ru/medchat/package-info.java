/** Medchat: case management behind the public medical chats of Russia's municipalities. */
@org.jspecify.annotations.NullMarked
package ru.medchat;
