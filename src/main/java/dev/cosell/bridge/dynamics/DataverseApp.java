package dev.cosell.bridge.dynamics;

import static org.apache.http.entity.ContentType.APPLICATION_JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.olingo4.api.Olingo4App;
import org.apache.camel.component.olingo4.api.Olingo4ResponseHandler;
import org.apache.camel.component.olingo4.api.batch.Olingo4BatchResponse;
import org.apache.camel.component.olingo4.api.impl.Olingo4AppImpl;
import org.apache.camel.component.olingo4.internal.Olingo4Constants;
import org.apache.http.client.methods.HttpDelete;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpPatch;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.StringEntity;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Olingo's application as Dataverse needs it: one request per operation, and one kind of answer.
 *
 * <p>Reads are stock, so that a misspelt column fails before the request. Writes are our own: the
 * stock ones read the row (and the metadata) first, and decode amounts into doubles.
 */
@SuppressWarnings("deprecation")
final class DataverseApp implements Olingo4App {

  private final Olingo4AppImpl stock;
  private final Continuation continuation;

  DataverseApp(Olingo4AppImpl stock, Continuation continuation) {
    this.stock = stock;
    this.continuation = continuation;
  }

  @Override
  public <T> void read(
      Edm edm,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Olingo4ResponseHandler<T> handler) {
    get(edm, path, parameters, headers, handler);
  }

  @Override
  public void uread(
      Edm edm,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Olingo4ResponseHandler<InputStream> handler) {
    get(edm, path, parameters, headers, handler);
  }

  private void get(
      Edm edm,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Olingo4ResponseHandler<?> handler) {
    AnswerHandler answer = AnswerHandler.of("GET", path, handler);
    try {
      stock.uread(edm, path, own(parameters), headers, answer);
    } catch (IllegalArgumentException unknownToTheModel) {
      refuse(answer, unknownToTheModel);
    }
  }

  /** Without what Camel makes of an earlier answer's headers when a route forgot to remove them. */
  private static Map<String, String> own(@Nullable Map<String, String> parameters) {
    Map<String, String> own = new LinkedHashMap<>();
    if (parameters != null) {
      own.putAll(parameters);
    }
    own.keySet().remove(Olingo4Constants.RESPONSE_HTTP_HEADERS);
    return own;
  }

  @Override
  public <T> void create(
      Edm edm,
      String path,
      Map<String, String> headers,
      @Nullable Object data,
      Olingo4ResponseHandler<T> handler) {
    send(new HttpPost(), path, headers, data, handler);
  }

  @Override
  public <T> void action(
      Edm edm,
      String path,
      Map<String, String> headers,
      @Nullable Object data,
      Olingo4ResponseHandler<T> handler) {
    send(new HttpPost(), path, headers, data == null ? "" : data, handler);
  }

  @Override
  public <T> void patch(
      Edm edm,
      String path,
      Map<String, String> headers,
      @Nullable Object data,
      Olingo4ResponseHandler<T> handler) {
    send(new HttpPatch(), path, headers, data, handler);
  }

  @Override
  public void delete(
      String path, Map<String, String> headers, Olingo4ResponseHandler<HttpStatusCode> handler) {
    send(new HttpDelete(), path, headers, handler);
  }

  private void send(
      HttpEntityEnclosingRequestBase request,
      String path,
      Map<String, String> headers,
      @Nullable Object data,
      Olingo4ResponseHandler<?> handler) {
    if (data instanceof String || data instanceof JsonNode) {
      request.setEntity(new StringEntity(data.toString(), APPLICATION_JSON));
      send(request, path, headers, handler);
    } else {
      String type = data == null ? "null" : data.getClass().getName();
      refuse(
          AnswerHandler.of(request.getMethod(), path, handler),
          new IllegalArgumentException("the body must be JSON text or a JsonNode, not " + type));
    }
  }

  private void send(
      HttpRequestBase request,
      String path,
      Map<String, String> headers,
      Olingo4ResponseHandler<?> handler) {
    AnswerHandler answer = AnswerHandler.of(request.getMethod(), path, handler);
    try {
      request.setURI(URI.create(getServiceUri() + "/" + path));
      stock.execute(request, ContentType.APPLICATION_JSON, headers, answer);
    } catch (IllegalArgumentException notAnAddress) {
      refuse(answer, notAnAddress);
    }
  }

  private void refuse(AnswerHandler answer, IllegalArgumentException reason) {
    continuation.run(() -> answer.refuse(reason));
  }

  @Override
  public <T> void update(
      Edm edm,
      String path,
      Map<String, String> headers,
      Object data,
      Olingo4ResponseHandler<T> handler) {
    throw new UnsupportedOperationException("Dataverse has no PUT for rows: use dataverse:patch");
  }

  @Override
  public <T> void merge(
      Edm edm,
      String path,
      Map<String, String> headers,
      Object data,
      Olingo4ResponseHandler<T> handler) {
    throw new UnsupportedOperationException("Dataverse has no MERGE: use dataverse:patch");
  }

  @Override
  public void batch(
      Edm edm,
      Map<String, String> headers,
      Object data,
      Olingo4ResponseHandler<List<Olingo4BatchResponse>> handler) {
    throw new UnsupportedOperationException(
        "Olingo cannot read Dataverse's batch answers: send single requests");
  }

  @Override
  public void setServiceUri(String serviceUri) {
    throw new UnsupportedOperationException("The service root is the component's");
  }

  @Override
  public String getServiceUri() {
    return stock.getServiceUri();
  }

  @Override
  public void setHttpHeaders(Map<String, String> httpHeaders) {
    stock.setHttpHeaders(httpHeaders);
  }

  @Override
  public Map<String, String> getHttpHeaders() {
    return stock.getHttpHeaders();
  }

  @Override
  public String getContentType() {
    return stock.getContentType();
  }

  @Override
  public void setContentType(String contentType) {
    stock.setContentType(contentType);
  }

  @Override
  public void close() {
    stock.close();
  }
}
