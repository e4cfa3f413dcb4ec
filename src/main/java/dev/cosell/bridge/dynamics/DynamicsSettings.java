package dev.cosell.bridge.dynamics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Dynamics 365 is reached.
 *
 * @param url the Dataverse organisation, for example {@code https://contoso.crm.dynamics.com}
 * @param tokenUrl token endpoint of the tenant
 * @param clientId client id of the app registration behind the application user
 * @param clientSecret its secret
 * @param scope scope to ask for; empty asks for the organisation's {@code .default}
 * @param connections how many calls run at the same time at most; Dataverse refuses more than 52
 * @param createBy what makes a create happen only once
 */
@Validated
@ConfigurationProperties("cosell.dynamics")
public record DynamicsSettings(
    URI url,
    URI tokenUrl,
    String clientId,
    String clientSecret,
    @Nullable String scope,
    @DefaultValue("16") @Min(1) @Max(51) int connections,
    @DefaultValue("alternate-key") CreateBy createBy) {

  /** Without any secret. */
  @Override
  public String toString() {
    return "Dynamics 365 at " + url;
  }

  /** What makes a create happen only once. */
  public enum CreateBy {
    /** An alternate key on the column of the referral id. */
    ALTERNATE_KEY,
    /** A row id that is computed from the referral id, for a CRM without that key. */
    RECORD_ID
  }

  String scopeOrDefault() {
    return scope == null || scope.isBlank() ? url + "/.default" : scope;
  }

  URI serviceRoot() {
    return URI.create(url + "/api/data/v9.2/");
  }
}
