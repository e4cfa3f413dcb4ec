package dev.cosell.bridge.credential;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When credentials that end are told of.
 *
 * @param expiryWarning how long before the end of a refresh token or client secret the log and the
 *     health tell it
 */
@ConfigurationProperties("cosell.credentials")
public record CredentialSettings(@DefaultValue("14d") Duration expiryWarning) {}
