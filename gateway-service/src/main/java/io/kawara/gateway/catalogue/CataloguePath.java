package io.kawara.gateway.catalogue;

import java.util.List;

/**
 * What the catalogue answers at the gateway's address: a method of HTTP and a path with parameters in braces.
 *
 * @param stream whether it goes on for as long as somebody listens
 */
public record CataloguePath(String method, String path, boolean stream) {
    /** All of them; one with a parameter comes after those that it would match as well. */
    public static final List<CataloguePath> ALL = List.of(
            get("/v1/images"),
            delete("/v1/images/{id}"),
            get("/v1/images/{id}/labels"),
            get("/v1/images/{id}/similar"),
            get("/v1/labels"),
            post("/v1/labels/check"),
            post("/v1/labels/pseudo"),
            post("/v1/labels/refuse"),
            post("/v1/labels/release"),
            post("/v1/labels/revoke"),
            get("/v1/labels/agreement"),
            get("/v1/labels/conflicts"),
            get("/v1/review/next"),
            get("/v1/review/progress"),
            get("/v1/data"),
            get("/v1/drift"),
            post("/v1/pipelines/{name}/classes"),
            get("/v1/trainings"),
            post("/v1/trainings"),
            new CataloguePath("GET", "/v1/trainings/stream", true),
            get("/v1/trainings/{id}"),
            delete("/v1/trainings/{id}"),
            get("/v1/models/{name}/decisions"));

    private static CataloguePath get(String path) {
        return new CataloguePath("GET", path, false);
    }

    private static CataloguePath post(String path) {
        return new CataloguePath("POST", path, false);
    }

    private static CataloguePath delete(String path) {
        return new CataloguePath("DELETE", path, false);
    }
}
