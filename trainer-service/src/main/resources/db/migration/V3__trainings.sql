-- What trainings learnt from, what was asked for, and what the gate decided. H2 (in PostgreSQL's mode) and PostgreSQL both run this.

-- The manifest itself lies in the blob store under this hash. Which labels are in it: snapshot_label.
create table snapshot (
    hash varchar(64) primary key,
    pipeline varchar(200) not null,
    made_at timestamp(3) with time zone not null,
    human integer not null,
    pseudo integer not null,
    golden integer not null
);
create index snapshot_by_pipeline on snapshot (pipeline, made_at);

-- Written together with its snapshot, and put on the topic afterwards: what was not is put there again.
create table training_asked (
    id varchar(400) primary key,
    pipeline varchar(200) not null,
    snapshot varchar(64) not null references snapshot (hash),
    by_whom varchar(400) not null,
    why text,
    asked_at timestamp(3) with time zone not null,
    kind varchar(20) not null, -- request, plan
    body text not null, -- the record as JSON
    sent boolean default false not null
);
create index training_asked_by_pipeline on training_asked (pipeline, asked_at);

create table gate_decision (
    training varchar(400) primary key,
    pipeline varchar(200) not null,
    decided_at timestamp(3) with time zone not null,
    passed boolean not null,
    body text not null -- the decision as JSON
);
create index gate_decision_by_pipeline on gate_decision (pipeline, decided_at);

create table gate_candidate (
    training varchar(400) not null references gate_decision (training) on delete cascade,
    model varchar(400) not null, -- its name without the version
    primary key (training, model)
);
create index gate_candidate_by_model on gate_candidate (model);
