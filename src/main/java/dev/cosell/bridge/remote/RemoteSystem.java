package dev.cosell.bridge.remote;

/**
 * A remote system.
 *
 * @param word in settings, the store and metrics, for example {@code partner-center}
 * @param name for people
 * @param connections how many calls run at the same time at most
 */
public record RemoteSystem(String word, String name, int connections) {}
